"""Reports: who needs help first, figures of the programme, evidence for one shop."""
