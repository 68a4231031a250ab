from django.db import models
class Message(models.Model):
    sender = models.CharField(max_length=30)
    text = models.TextField()
    role = models.CharField(max_length=10)
    created = models.DateTimeField(auto_now_add=True)
