resource "aws_iam_role" "agent" {
  name = "agent"
}

resource "aws_bedrockagent_agent" "desk" {
  agent_name       = "desk"
  foundation_model = var.model
  instruction      = file("${path.module}/prompts/desk.txt")
}

variable "model" {
  default = "anthropic.claude-3-haiku"
}
