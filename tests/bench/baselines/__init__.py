"""What the rows are compared with: one file per baseline, to be read and repeated."""
