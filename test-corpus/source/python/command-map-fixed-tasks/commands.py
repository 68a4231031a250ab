from openai import OpenAI

openai = OpenAI()


def complete(system, text):
    result = openai.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": system}, {"role": "user", "content": text}],
    )
    return result.choices[0].message.content


def menu(_):
    return "!menu !recipe !allergens"


def recipe(dish):
    return complete("You are the cook of Spice Route kitchen. Give the recipe of a dish from our cookbook and nothing else.", dish)


def allergens(dish):
    return complete("You list the allergens of dishes on the menu of Spice Route kitchen. Refuse other questions.", dish)


COMMANDS = {"menu": menu, "recipe": recipe, "allergens": allergens}
