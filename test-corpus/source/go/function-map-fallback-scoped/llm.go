package main

import (
	"bytes"
	"encoding/json"
	"net/http"
)

const shop = "You are the assistant of Mill Lane Hardware. Help customers find tools and give prices. Refuse other topics."

func complete(text string) string {
	body, _ := json.Marshal(map[string]interface{}{
		"model":  "llama3.1",
		"stream": false,
		"messages": []map[string]string{
			{"role": "system", "content": shop},
			{"role": "user", "content": text},
		},
	})
	resp, err := http.Post("http://localhost:11434/api/chat", "application/json", bytes.NewReader(body))
	if err != nil {
		return "Please try again later."
	}
	defer resp.Body.Close()
	var parsed struct {
		Message struct {
			Content string `json:"content"`
		} `json:"message"`
	}
	if err := json.NewDecoder(resp.Body).Decode(&parsed); err != nil {
		return "Please try again later."
	}
	return parsed.Message.Content
}
