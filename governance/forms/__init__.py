"""Forms of people and agencies: labels, hints and sentences. What may be done is checked by the verbs."""
