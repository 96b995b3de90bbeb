"""A ``BoardPack`` in, bytes out: the page's charts, the PDF, the workbook. No model, no clock, no count."""
