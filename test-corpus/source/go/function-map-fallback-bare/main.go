package main

import (
	"log"
	"net/http"
	"strings"

	"github.com/twilio/twilio-go/twiml"
)

var commands = map[string]func(string) string{
	"hours":   func(string) string { return "Mon-Fri 9-17" },
	"address": func(string) string { return "5 Mill Lane" },
}

func route(text string) string {
	word, rest, _ := strings.Cut(strings.ToLower(text), " ")
	if command, ok := commands[word]; ok {
		return command(rest)
	}
	return complete(text)
}

func receive(w http.ResponseWriter, r *http.Request) {
	answer := route(r.FormValue("Body"))
	xml, err := twiml.Messages([]twiml.Element{&twiml.MessagingMessage{Body: answer}})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/xml")
	w.Write([]byte(xml))
}

func main() {
	http.HandleFunc("/whatsapp", receive)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
