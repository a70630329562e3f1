"""The leaflet "Vart vänder jag mig i <kommun>?": two printed pages, made from the published listings."""
