"""Objectives and key results: facts, progress, status, roll-up."""
