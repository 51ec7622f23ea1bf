/* Mobile numbers: cc -O2 -o mobiles mobiles.c, then leakbench run --detector exec:./mobiles */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

static char *put(char *to, unsigned point) {
    if (point < 0x80) {
        *to++ = point;
    } else if (point < 0x800) {
        *to++ = 0xC0 | point >> 6;
        *to++ = 0x80 | (point & 0x3F);
    } else {
        *to++ = 0xE0 | point >> 12;
        *to++ = 0x80 | (point >> 6 & 0x3F);
        *to++ = 0x80 | (point & 0x3F);
    }
    return to;
}

/* The text of a JSON string in UTF-8, written over it. What is beyond U+FFFF comes as it is, and so
   does all but quotes, backslashes and control characters. */
static char *text_of(char *line) {
    char *from = line + 1, *to = line;
    while (*from && *from != '"') {
        if (*from != '\\') {
            *to++ = *from++;
        } else if (from[1] == 'u') {
            char hex[5] = {0};
            strncpy(hex, from + 2, 4);
            to = put(to, strtoul(hex, NULL, 16));
            from += 2 + strlen(hex);
        } else {
            static const char escapes[] = "bfnrt", meant[] = "\b\f\n\r\t";
            const char *at = strchr(escapes, from[1]);
            *to++ = at ? meant[at - escapes] : from[1];
            from += 2;
        }
    }
    *to = 0;
    return line;
}

int main(void) {
    char *line = NULL;
    size_t room = 0;
    puts("{\"labels\": [\"MOBILE\"], \"version\": \"1.0\", \"offset_unit\": \"byte\"}");
    fflush(stdout);
    for (ssize_t size; (size = getline(&line, &room, stdin)) > 0;) {
        if (*line == '\n') { /* a batch ends */
            putchar('\n');
            fflush(stdout);
        } else if (*line == '"') { /* a cell */
            const char *text = text_of(line), *comma = "";
            putchar('[');
            for (const char *at = text; *at;) {
                size_t digits = 0;
                while (at[digits] >= '0' && at[digits] <= '9')
                    digits++;
                if (digits == 11 && at[0] == '1' && at[1] >= '3') {
                    printf("%s[%td,%td,\"MOBILE\"]", comma, at - text, at - text + 11);
                    comma = ",";
                }
                at += digits ? digits : 1;
            }
            puts("]");
        }
    }
    return 0;
}
