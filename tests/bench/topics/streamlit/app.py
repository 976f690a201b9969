"""The same StepLR curve as the playground, made with Streamlit: what `make bench` compares with."""

import streamlit

from plots.models.lr_schedules import Optimizer, StepLR

streamlit.title("StepLR")
base = streamlit.slider("lr", 0.0, 1.0, 0.1)
step_size = streamlit.slider("step_size", 1, 100, 5)
gamma = streamlit.slider("gamma", 0.01, 1.0, 0.5)
steps = streamlit.slider("steps", 1, 200, 200)
schedule = StepLR(Optimizer(base), step_size=step_size, gamma=gamma)
streamlit.line_chart([schedule.get_lr(base, step) for step in range(steps + 1)], x_label="step", y_label="lr")
