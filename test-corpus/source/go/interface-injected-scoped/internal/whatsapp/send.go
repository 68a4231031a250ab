package whatsapp

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
)

func sendText(to, body string) error {
	payload, err := json.Marshal(map[string]interface{}{
		"messaging_product": "whatsapp",
		"to":                to,
		"type":              "text",
		"text":              map[string]string{"body": body},
	})
	if err != nil {
		return err
	}
	url := "https://graph.facebook.com/v20.0/" + os.Getenv("PHONE_ID") + "/messages"
	req, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(payload))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	_, err = http.DefaultClient.Do(req)
	return err
}
