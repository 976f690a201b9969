"""Stand-ins for the libraries that the articles import: their schedulers are ours.

Nothing is trained here, so the stand-ins hold only what the code blocks touch: an optimizer that keeps learning
rates, a parameter, a tensor of zeros. The oracle records hold the schedulers equal to OneFlow's and PyTorch's.
"""

from types import ModuleType

from plots.models import lr_schedules
from plots.models.lr_schedules import pytorch


class SGD:
    """Parameter groups with a learning rate, saved and loaded; step() updates nothing."""

    def __init__(self, params, lr=0.001):
        groups = params if isinstance(params[0], dict) else [{"params": params}]
        self.param_groups = [{"lr": lr, **group} for group in groups]

    def step(self):
        pass

    def state_dict(self):
        return {"param_groups": [{k: v for k, v in group.items() if k != "params"} for group in self.param_groups]}

    def load_state_dict(self, state_dict):
        for group, saved in zip(self.param_groups, state_dict["param_groups"], strict=True):
            group.update(saved)


def zeros(*size):
    return [0.0] * size[0]


def module(name, **contents):
    made = ModuleType(name)
    vars(made).update(contents)
    return made


def library(name, schedulers):
    """Return the modules of a library called ``name`` by their full names."""
    nn = module(f"{name}.nn", Parameter=list)
    optim = module(f"{name}.optim", SGD=SGD, lr_scheduler=schedulers)
    root = module(name, nn=nn, optim=optim, zeros=zeros)
    return {name: root, f"{name}.nn": nn, f"{name}.optim": optim, f"{name}.optim.lr_scheduler": schedulers}


def modules():
    """Return the modules by which ``import oneflow`` and ``import torch`` find the stand-ins, by their full names."""
    return {**library("oneflow", lr_schedules), **library("torch", pytorch)}
