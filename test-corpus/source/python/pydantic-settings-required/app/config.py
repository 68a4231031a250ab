from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    openai_api_key: str
    whatsapp_token: str
    phone_number_id: str
    system_prompt: str


settings = Settings()
