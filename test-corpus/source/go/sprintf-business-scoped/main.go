package main

import (
	"context"
	"fmt"
	"os"
	"sync"

	"github.com/gofiber/fiber/v2"
	openai "github.com/sashabaranov/go-openai"
)

const frame = "You take orders for %s, a bakery in Porto. Open %s. Do not talk about anything but the bakery."

type Store struct {
	mu    sync.Mutex
	chats map[string][]openai.ChatCompletionMessage
}

func (s *Store) Reply(client *openai.Client, from, text string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	messages := s.chats[from]
	if len(messages) == 0 {
		prompt := fmt.Sprintf(frame, "Padaria Central", "7:00-19:00")
		messages = append(messages, openai.ChatCompletionMessage{Role: openai.ChatMessageRoleSystem, Content: prompt})
	}
	messages = append(messages, openai.ChatCompletionMessage{Role: openai.ChatMessageRoleUser, Content: text})
	resp, err := client.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{
		Model:    openai.GPT4oMini,
		Messages: messages,
	})
	if err != nil {
		return "", err
	}
	s.chats[from] = append(messages, resp.Choices[0].Message)
	return resp.Choices[0].Message.Content, nil
}

func main() {
	store := &Store{chats: map[string][]openai.ChatCompletionMessage{}}
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY"))
	app := fiber.New()
	app.Post("/whatsapp", func(c *fiber.Ctx) error {
		answer, err := store.Reply(client, c.FormValue("From"), c.FormValue("Body"))
		if err != nil {
			return err
		}
		c.Type("xml")
		return c.SendString("<Response><Message>" + answer + "</Message></Response>")
	})
	app.Listen(":3000")
}
