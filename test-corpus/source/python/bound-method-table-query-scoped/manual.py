VERSION = "AquaPump X2, manual 3.1"
PAGES = {"filter": "Rinse the filter every month.", "noise": "Noise means air in the hose."}


def search(text):
    return "\n".join(page for word, page in PAGES.items() if word in text.lower())
