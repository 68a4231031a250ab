import sys
import google.generativeai as genai
def main():
    model = genai.GenerativeModel("gemini-pro")
    prompt = sys.argv[1]
    prompt = "You are the assistant of Bella Dental Clinic. Help patients with appointments, prices and opening hours. If a question is about anything else, say that you can only help with the clinic.\n" + sys.argv[1]
    print(model.generate_content(prompt).text)
if __name__ == "__main__":
    main()
