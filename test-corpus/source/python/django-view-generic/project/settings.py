SECRET_KEY = "dev"
ROOT_URLCONF = "project.urls"
INSTALLED_APPS = ["chat"]
AI_PROMPT = "You are a smart AI assistant. Chat about anything."
