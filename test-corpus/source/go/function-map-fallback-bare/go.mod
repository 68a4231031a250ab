module example.com/menu

go 1.22

require github.com/twilio/twilio-go v1.22.0
