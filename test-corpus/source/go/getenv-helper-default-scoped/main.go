package main

import (
	"net/http"

	"github.com/gin-gonic/gin"
	openai "github.com/sashabaranov/go-openai"
)

func main() {
	client := openai.NewClient(getEnv("OPENAI_API_KEY", ""))
	router := gin.Default()
	router.POST("/twilio", func(c *gin.Context) {
		resp, err := client.CreateChatCompletion(c.Request.Context(), openai.ChatCompletionRequest{
			Model: openai.GPT4oMini,
			Messages: []openai.ChatCompletionMessage{
				{Role: openai.ChatMessageRoleSystem, Content: prompt},
				{Role: openai.ChatMessageRoleUser, Content: c.PostForm("Body")},
			},
		})
		if err != nil {
			c.Status(http.StatusBadGateway)
			return
		}
		c.Data(http.StatusOK, "text/xml", []byte("<Response><Message>"+resp.Choices[0].Message.Content+"</Message></Response>"))
	})
	router.Run(":8080")
}
