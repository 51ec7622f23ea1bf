"""One declaration file per corpus."""
