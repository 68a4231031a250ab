variable "words" {
  type    = string
  default = "You are a helpful assistant. Answer any question the user has."
}
