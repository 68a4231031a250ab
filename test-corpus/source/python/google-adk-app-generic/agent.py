from google.adk.agents import Agent

root_agent = Agent(
    name="assistant",
    model="gemini-2.0-flash",
    instruction=(
        "You are a helpful WhatsApp assistant. "
        "Greet people and answer their questions briefly."
    ),
)
