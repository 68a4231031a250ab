package hook

import (
	"context"
	"fmt"
	"net/http"
)

type Answerer interface {
	Answer(ctx context.Context, text string) (string, error)
}

type Hook struct {
	answerer Answerer
}

func New(answerer Answerer) *Hook {
	return &Hook{answerer}
}

func (h *Hook) ServeWhatsApp(w http.ResponseWriter, r *http.Request) {
	answer, err := h.answerer.Answer(r.Context(), r.PostFormValue("Body"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	w.Header().Set("Content-Type", "text/xml")
	fmt.Fprintf(w, "<Response><Message>%s</Message></Response>", answer)
}
