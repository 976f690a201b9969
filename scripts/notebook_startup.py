"""What ``make notebook`` lets each kernel start with: figures look in JupyterLab as they will on the page."""

__import__("scripts.notebook_kernel", fromlist=["begin"]).begin("light")
