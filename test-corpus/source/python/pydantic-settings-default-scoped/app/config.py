from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    openai_api_key: str
    whatsapp_token: str
    phone_number_id: str
    system_prompt: str = "You are the assistant of Marina Boat Hire. Help customers choose a boat and book a day. Refuse anything else."


settings = Settings()
