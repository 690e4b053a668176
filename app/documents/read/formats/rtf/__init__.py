"""Rich text (RTF): its groups and words told as a Word document and read as one."""
