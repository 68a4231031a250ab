package main

import (
	"net/http"
	"os"

	"github.com/go-chi/chi/v5"

	"example.com/free/ai"
	"example.com/free/hook"
)

func main() {
	h := hook.New(ai.NewPlain(os.Getenv("OPENAI_API_KEY")))
	r := chi.NewRouter()
	r.Post("/whatsapp", h.ServeWhatsApp)
	http.ListenAndServe(":8080", r)
}
