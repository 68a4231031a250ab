import fs from "fs";
import path from "path";
import { fileURLToPath } from "url";

const here = path.dirname(fileURLToPath(import.meta.url));

global.config = {};

function load() {
  try {
    config = JSON.parse(fs.readFileSync(path.join(here, "config.json"), "utf-8"));
  } catch (error) {
    config = {};
  }
}

load();
