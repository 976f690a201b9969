"""The events that the timeline names even where it has no room for all, and their short names.

Dates, sources and full titles stand in plots/data/hf_timeline.csv alone.
"""

LANDMARKS = {
    "founded-in-new-york": "创办",
    "ios-app": "聊天应用上线",
    "neuralcoref": "neuralcoref",
    "seed-round": "种子轮",
    "first-commit": "pytorch-pretrained-BERT",
    "renamed-transformers": "改名 Transformers",
    "round-a": "A 轮",
    "nlp-becomes-datasets": "Datasets",
    "models-as-git-repositories": "模型成为 git 仓库",
    "round-b": "B 轮",
    "bigscience": "BigScience",
    "summer-2021-recap": "Spaces",
    "gradio": "收购 Gradio",
    "round-c": "C 轮",
    "diffusers": "Diffusers",
    "bloom": "BLOOM",
    "llama": "LLaMA",
    "round-d": "D 轮",
    "lerobot": "LeRobot",
    "smollm": "SmolLM",
    "open-r1": "Open-R1",
    "pollen-robotics": "收购 Pollen",
    "transformers-5": "Transformers 5.0",
    "ggml": "ggml",
}
