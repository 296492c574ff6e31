"""`schema` of a category in hub.yaml: which kind of shop search engines are told. Source: schema.org 29."""

from __future__ import annotations

from generator.content.fields import FieldError, suggest

USUAL = "Store"
"""Of a category that says nothing."""
_NAMES = """
    LocalBusiness Store
    AutoPartsStore BikeStore BookStore ClothingStore ComputerStore ConvenienceStore ElectronicsStore Florist
    FurnitureStore GardenStore GroceryStore HardwareStore HobbyShop HomeGoodsStore JewelryStore
    MensClothingStore MobilePhoneStore MusicStore OfficeEquipmentStore OutletStore PetStore ShoeStore
    SportingGoodsStore TireShop ToyStore WholesaleStore
    FoodEstablishment Bakery CafeOrCoffeeShop FastFoodRestaurant IceCreamShop Restaurant
    HealthAndBeautyBusiness BeautySalon DaySpa HairSalon HealthClub NailSalon
    HomeAndConstructionBusiness Electrician GeneralContractor HVACBusiness HousePainter Locksmith
    MovingCompany Plumber RoofingContractor
    AutomotiveBusiness AutoBodyShop AutoRental AutoRepair AutoWash MotorcycleDealer MotorcycleRepair
    ProfessionalService ChildCare DryCleaningOrLaundry RecyclingCenter SelfStorage TravelAgency
    LodgingBusiness BedAndBreakfast Hostel
    EntertainmentBusiness ArtGallery ExerciseGym SportsActivityLocation SportsClub
"""
SHOP_TYPES = frozenset(_NAMES.split())
"""LocalBusiness and those of its kinds that a small seller can be: no bank, no hospital, no office."""
_BY_KEY = {name.casefold(): name for name in SHOP_TYPES}
_ADDRESSES = ("https://schema.org/", "http://schema.org/", "schema.org/", "schema:")


def shop_type(value: str) -> str:
    """The type as schema.org spells it: `Bakery` for `bakery`, also for `https://schema.org/Bakery`.

    Raises:
        FieldError: schema-unknown.
    """
    typed = value.strip()
    bare = typed
    for start in _ADDRESSES:
        if bare.casefold().startswith(start):
            bare = bare[len(start) :]
            break
    if found := _BY_KEY.get(bare.casefold()):
        return found
    raise FieldError("schema-unknown", found=typed, fix=suggest(bare, SHOP_TYPES) or USUAL)
