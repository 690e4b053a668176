"""The endings of files that others make: known without loading what reads them."""

READABLE = (
    *(".docx", ".doc", ".wps", ".rtf", ".odt", ".xlsx", ".xls", ".et", ".ods", ".xml", ".pdf", ".ofd"),
    *(".html", ".htm", ".mht", ".mhtml", ".txt", ".md", ".csv"),
)
"""Endings that a file dialog offers; what a file really is decides its content."""
ANSWERED = (
    *READABLE,
    *(".docm", ".dotx", ".xlsm", ".xltx", ".fodt", ".fods", ".xlsb", ".pages", ".numbers", ".uof", ".uot", ".uos"),
    *(".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".gif", ".zip", ".rar", ".7z", ".pptx", ".ppt", ".caj"),
)
"""Endings of files that are taken when they are dropped or opened: some are read, others are answered with what to do."""
