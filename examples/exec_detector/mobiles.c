/* Mobile numbers: cc -O2 -o mobiles mobiles.c, then leakbench run --detector exec:./mobiles */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

/* Write the text of a JSON string over it, in UTF-8, and give its end. Quotes, backslashes and
   control characters alone are escaped. */
static char *end_of_text(char *line) {
    char *from = line + 1, *to = line;
    while (*from && *from != '"') {
        if (*from != '\\') {
            *to++ = *from++;
        } else if (from[1] == 'u') {
            char code[5] = {0};
            memcpy(code, from + 2, 4);
            *to++ = strtoul(code, NULL, 16);
            from += 6;
        } else {
            static const char escapes[] = "bfnrt", meant[] = "\b\f\n\r\t";
            const char *at = strchr(escapes, from[1]);
            *to++ = at ? meant[at - escapes] : from[1];
            from += 2;
        }
    }
    *to = 0;
    return to;
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
            const char *end = end_of_text(line), *comma = "";
            putchar('[');
            for (const char *at = line; at < end;) {
                size_t digits = 0;
                while (at[digits] >= '0' && at[digits] <= '9')
                    digits++;
                if (digits == 11 && at[0] == '1' && at[1] >= '3') {
                    printf("%s[%td,%td,\"MOBILE\"]", comma, at - line, at - line + 11);
                    comma = ",";
                }
                at += digits ? digits : 1;
            }
            puts("]");
        }
    }
    return 0;
}
