import sqlite3

DB = "drafts.sqlite"


def save(phone, question, draft):
    with sqlite3.connect(DB) as db:
        db.execute("INSERT INTO drafts (phone, question, draft) VALUES (?, ?, ?)", (phone, question, draft))


def pending():
    with sqlite3.connect(DB) as db:
        return db.execute("SELECT phone, question, draft FROM drafts WHERE sent = 0").fetchall()
