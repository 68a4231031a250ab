import os

from sqlalchemy import Column, Integer, String, Text, create_engine
from sqlalchemy.orm import declarative_base, sessionmaker

Base = declarative_base()
Session = sessionmaker(bind=create_engine(os.environ["DATABASE_URL"]))


class Tenant(Base):
    __tablename__ = "tenants"

    id = Column(Integer, primary_key=True)
    phone_id = Column(String(32), unique=True)
    token = Column(String(256))
    system_prompt = Column(Text)
