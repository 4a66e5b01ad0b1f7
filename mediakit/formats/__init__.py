"""One reader per input format: files in, plain rows or Arrow tables out."""
