"""Starter texts of the operator's pack, written for this project: change what differs at your hotline."""

from __future__ import annotations

STARTER_GUIDE = """\
# How we conduct a call

**Greet first.** You speak before the caller does, calmly and with a smile:

> Good day, {hotline}, my name is {operator}. How can I help you?

**Listen to the end.** Do not interrupt. Note the question in a few words while you listen.

**Ask until it is clear.** One question at a time, open ones first: *What happened? Since when? What have you tried?*
Then say the question back: *If I understand you right, you would like to ...*

**Answer briefly, the most important thing first.** If you do not know, say so. Never guess.
Look below for who knows it; tell the caller when they will hear from us, and note name and number.

**When somebody is upset,** let them finish, name what you heard, and say what you can do now. Who insults you is warned once;
after that you may end the call and tell your supervisor.

**End every call alike.**

> Is there anything else I can do for you? Thank you for calling {hotline}. Good-bye.

The caller hangs up first. Then write down the topic and what was promised.
"""

STARTER_CONTACTS = """\
name,role,phone,email,hours,topics
Shift supervisor,decides when you cannot,+49 30 5550100,supervisor@example.org,always,complaints|press
Accounts office,invoices and refunds,+49 30 5550120,accounts@example.org,mon-fri 09:00-16:00,invoices
Technical service,outages and repairs,+49 30 5550130,service@example.org,always,outages
Press office,journalists,+49 30 5550140,press@example.org,mon-fri 09:00-18:00,press
"""

STARTER_TOPICS = """\
topic,sensitive,answer
invoices,no,
outages,yes,"We know of it and are working on it. As soon as I know more I can call you back: may I note your number?"
complaints,yes,"I am sorry that this happened. I write down what you tell me, and you hear from us within two working days."
press,yes,"Thank you for asking. Questions of journalists are answered by our press office; I give you the number."
"""

FILES = {"guide.md": STARTER_GUIDE, "contacts.csv": STARTER_CONTACTS, "topics.csv": STARTER_TOPICS}
