"""The events that the timeline names even where it has no room for all, and short names of those with long titles.

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

# Of the others those whose titles are too long, and have no clause that says enough by itself.
SHORT = {
    "torchmoji": "torchMoji 的第一个提交",
    "first-installable-release": "首次发布可安装的版本",
    "friday-tweet": "开源 PyTorch 版 BERT 的推文",
    "gpt-and-transformer-xl": "0.5.0 加入 GPT 与 Transformer-XL",
    "half-a-billion-messages": "用户与聊天机器人互发 5 亿条消息",
    "conversational-ai-code": "transfer-learning-conv-ai 开源",
    "first-blog-post": "官方博客的第一篇文章",
    "transformers-paper-emnlp": "Transformers 论文发表",
    "course-part-1": "免费课程第一部分上线",
    "infinity": "推理容器 Infinity 公开演示",
    "datasets-paper-award": "Datasets 论文获奖",
    "oreilly-book": "O'Reilly 出版 Transformers 一书",
    "text-generation-inference": "Text Generation Inference",
    "leaderboard-scoring": "解释 LLM Leaderboard 怎么评分",
    "leaderboard-second-version": "Open LLM Leaderboard 第二版",
    "sentence-transformers": "接手 Sentence Transformers",
    "model-definition-standard": "Transformers 作为模型定义的标准",
    "tensorflow-and-jax-removed": "移除 TensorFlow 与 JAX 支持",
    "tgi-maintenance": "TGI 进入维护模式",
}
