package main

import (
	"bytes"
	"encoding/json"
	"net/http"
)

type message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

type request struct {
	Model    string    `json:"model"`
	Messages []message `json:"messages"`
	Stream   bool      `json:"stream"`
}

type response struct {
	Message message `json:"message"`
}

func complete(text string) string {
	body, _ := json.Marshal(request{
		Model:    "llama3.1",
		Messages: []message{{Role: "user", Content: text}},
	})
	resp, err := http.Post("http://localhost:11434/api/chat", "application/json", bytes.NewReader(body))
	if err != nil {
		return "Please try again later."
	}
	defer resp.Body.Close()
	var parsed response
	if err := json.NewDecoder(resp.Body).Decode(&parsed); err != nil {
		return "Please try again later."
	}
	return parsed.Message.Content
}
