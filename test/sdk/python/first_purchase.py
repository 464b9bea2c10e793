"""The first purchase by the official Python SDK, against a running Cardwright.

    python3 -m venv .venv && .venv/bin/pip install -r test/sdk/python/requirements.txt
    CARDWRIGHT_URL=http://127.0.0.1:4100 CARDWRIGHT_SECRET_KEY=sk_test_... \
        .venv/bin/python test/sdk/python/first_purchase.py

Each step is checked and printed; the first one that is not as it should be ends the script with an
error.
"""

import os
import time

import stripe

FUNDS = 10_000
PRICE = 450
SCREENING_SECONDS_MAX = 15


def main() -> None:
    client = stripe.StripeClient(
        os.environ["CARDWRIGHT_SECRET_KEY"],
        base_addresses={"api": os.environ["CARDWRIGHT_URL"]},
        max_network_retries=0,
    )
    before = issuing_balance(client)
    fund(client)
    cardholder = create_cardholder(client)
    card = create_card(client, cardholder)
    authorization = buy(client, card)
    transaction = capture(client, authorization)
    after = issuing_balance(client)
    show("balance", f"{before} before, {after} now")
    check(after == before + FUNDS - PRICE, "the balance holds what was funded and not spent")
    tell_events(client, [authorization.id, transaction.id])
    refuse(client, card)
    print("The first purchase is done.")


def issuing_balance(client: stripe.StripeClient) -> int:
    amounts = client.v1.balance.retrieve().issuing.available
    return sum(amount.amount for amount in amounts if amount.currency == "usd")


def fund(client: stripe.StripeClient) -> None:
    """The one call that the SDK has no method for."""
    answer = client.deserialize(
        client.raw_request(
            "post", "/v1/test_helpers/issuing/fund_balance", amount=FUNDS, currency="usd"
        ),
        api_mode="V1",
    )
    check(answer["object"] == "funding_instructions", "funding answers with the instructions")
    show("funded", f"{FUNDS} usd")


def create_cardholder(client: stripe.StripeClient):
    cardholder = client.v1.issuing.cardholders.create(
        {
            "name": "Jenny Rosen",
            "email": "jenny.rosen@example.com",
            "individual": {
                "first_name": "Jenny",
                "last_name": "Rosen",
                "dob": {"day": 1, "month": 11, "year": 1981},
                "card_issuing": {
                    "user_terms_acceptance": {"date": int(time.time()), "ip": "192.0.2.1"}
                },
            },
            "billing": {
                "address": {
                    "line1": "354 Oyster Point Blvd",
                    "city": "South San Francisco",
                    "state": "CA",
                    "postal_code": "94080",
                    "country": "US",
                }
            },
        }
    )
    check(cardholder.status == "active", "a cardholder is active")
    deadline = time.monotonic() + SCREENING_SECONDS_MAX
    while cardholder.requirements.disabled_reason is not None:
        check(time.monotonic() < deadline, "the screening clears the cardholder in time")
        time.sleep(0.05)
        cardholder = client.v1.issuing.cardholders.retrieve(cardholder.id)
    show("cardholder", f"{cardholder.id} is cleared")
    return cardholder


def create_card(client: stripe.StripeClient, cardholder):
    card = client.v1.issuing.cards.create(
        {"cardholder": cardholder.id, "currency": "usd", "type": "virtual"}
    )
    check(card.status == "inactive", "a card begins inactive")
    card = client.v1.issuing.cards.update(card.id, {"status": "active"})
    check(card.status == "active", "a card can be activated")
    plain = client.v1.issuing.cards.retrieve(card.id)
    check("number" not in plain, "the number is shown to who asks for it only")
    shown = client.v1.issuing.cards.retrieve(card.id, {"expand": ["number", "cvc"]})
    check(shown.number.endswith(card.last4), "the number ends as the card says")
    check(len(shown.cvc) == 3, "the CVC has three digits")
    show("card", f"{card.id} ends in {card.last4}")
    return card


def buy(client: stripe.StripeClient, card):
    authorization = client.v1.test_helpers.issuing.authorizations.create(
        {"card": card.id, "amount": PRICE, "merchant_data": {"name": "Corner Coffee"}}
    )
    check(authorization.approved, "the purchase is approved")
    check(authorization.status == "pending", "an approved purchase waits for its capture")
    check(authorization.amount == PRICE, "what is held is what was asked")
    show("authorization", f"{authorization.id} holds {authorization.amount} usd")
    return authorization


def capture(client: stripe.StripeClient, authorization):
    closed = client.v1.test_helpers.issuing.authorizations.capture(authorization.id)
    check(closed.status == "closed", "a captured authorization is closed")
    transactions = client.v1.issuing.transactions.list(
        {"card": authorization.card.id, "type": "capture"}
    )
    check(len(transactions.data) == 1, "one capture makes one transaction")
    transaction = transactions.data[0]
    check(transaction.amount == -PRICE, "a capture takes what was held")
    check(transaction.authorization == authorization.id, "a capture names its authorization")
    show("transaction", f"{transaction.id} of {transaction.amount} usd")
    return transaction


def tell_events(client: stripe.StripeClient, ids) -> None:
    types = ["issuing_authorization.created", "issuing_transaction.created"]

    def told():
        events = client.v1.events.list({"types": types, "limit": 100})
        return {event.data.object["id"] for event in events.auto_paging_iter()}

    # An event is listed once every transaction of the server that began before it has ended.
    for _turn in range(100):
        if told().issuperset(ids):
            break
        time.sleep(0.1)
    check(told().issuperset(ids), "each step is told as an event")
    show("events", " and ".join(types))


def refuse(client: stripe.StripeClient, card) -> None:
    """An error reaches the caller as the SDK's own, with the parameter at fault."""
    try:
        client.v1.issuing.cards.update(card.id, {"status": "frozen"})
    except stripe.InvalidRequestError as error:
        check(error.param == "status", "an error names its parameter")
        check(error.http_status == 400, "a bad parameter is a bad request")
        show("refused", error.user_message or "")
    else:
        check(False, "an unknown status is refused")


def check(is_so: bool, guarantee: str) -> None:
    if not is_so:
        raise SystemExit(f"not so: {guarantee}")


def show(step: str, text: str) -> None:
    print(f"{step:>14}  {text}")


if __name__ == "__main__":
    main()
