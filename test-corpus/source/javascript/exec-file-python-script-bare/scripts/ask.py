import sys
import google.generativeai as genai
def main():
    model = genai.GenerativeModel("gemini-pro")
    prompt = sys.argv[1]
    print(model.generate_content(prompt).text)
if __name__ == "__main__":
    main()
