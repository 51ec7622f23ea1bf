"""Records: what a row can be about, one kind a module; see ``registry``."""
