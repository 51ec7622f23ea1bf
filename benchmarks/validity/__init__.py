"""External validity: do rankings on generated text hold on real text?"""
