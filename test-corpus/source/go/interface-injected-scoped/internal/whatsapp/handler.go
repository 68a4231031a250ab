package whatsapp

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"
)

type Responder interface {
	Respond(ctx context.Context, text string) (string, error)
}

type Handler struct {
	responder Responder
}

func NewHandler(responder Responder) *Handler {
	return &Handler{responder: responder}
}

func (h *Handler) Receive(c *gin.Context) {
	var payload Payload
	if err := c.ShouldBindJSON(&payload); err != nil {
		c.Status(http.StatusBadRequest)
		return
	}
	for _, entry := range payload.Entry {
		for _, change := range entry.Changes {
			for _, message := range change.Value.Messages {
				answer, err := h.responder.Respond(c.Request.Context(), message.Text.Body)
				if err == nil {
					sendText(message.From, answer)
				}
			}
		}
	}
	c.Status(http.StatusOK)
}
