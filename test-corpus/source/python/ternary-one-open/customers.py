import sqlite3


def is_premium(phone):
    with sqlite3.connect("customers.db") as db:
        row = db.execute("SELECT premium FROM customers WHERE phone = ?", (phone,)).fetchone()
    return bool(row and row[0])
