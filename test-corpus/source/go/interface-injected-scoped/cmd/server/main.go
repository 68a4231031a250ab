package main

import (
	"os"

	"github.com/gin-gonic/gin"

	"example.com/clinic/internal/ai"
	"example.com/clinic/internal/whatsapp"
)

func main() {
	responder := ai.NewReception(os.Getenv("OPENAI_API_KEY"))
	handler := whatsapp.NewHandler(responder)

	router := gin.Default()
	router.POST("/webhook", handler.Receive)
	router.Run(":8080")
}
