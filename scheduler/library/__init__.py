"""What `import scheduler` offers: each function a few lines over the rooms below."""
