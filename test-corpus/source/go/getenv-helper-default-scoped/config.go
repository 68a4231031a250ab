package main

import "os"

func getEnv(key, fallback string) string {
	if value, ok := os.LookupEnv(key); ok {
		return value
	}
	return fallback
}

var prompt = getEnv("PROMPT", "You are the assistant of Fresh Start Cleaners. Quote cleanings and book visits. Decline other requests.")
