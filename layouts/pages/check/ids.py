"""The identifiers of the components of the page that checks numbers."""

TEXT, GO, CLEAR, STATUS = "check-text", "check-go", "check-clear", "check-status"
MARKED, CARDS = "check-marked", "check-cards"
