from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    openai_api_key: str
    whatsapp_token: str
    phone_number_id: str
    system_prompt: str = "You are a helpful WhatsApp assistant."

    class Config:
        env_file = ".env"


settings = Settings()
