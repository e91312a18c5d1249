namespace LienThong.Activities.Documents;

/// <summary>Mức độ khẩn (ô 10b), rising as on the exchange axis: 0 to 3.</summary>
public enum Urgency
{
    /// <summary>Thường.</summary>
    Normal = 0,

    /// <summary>Khẩn.</summary>
    Urgent = 1,

    /// <summary>Thượng khẩn.</summary>
    VeryUrgent = 2,

    /// <summary>Hỏa tốc.</summary>
    Express = 3,
}
